-- Shared by the scripts of the turn ledger: put before each of them, so that all read the same clock and start turns alike.

-- The time of this Redis, in milliseconds. Replicas' own clocks are never compared.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Whether the lease that the caller believes it holds is still the conversation's newest.
local function holds(conversation, fence)
  return redis.call('HGET', conversation, 'fence') == fence
end

-- Starts the conversation's oldest turn under the given fence and holds the conversation for `lease` milliseconds.
-- Returns the turn, or an empty table when nothing is left to do, and then nobody holds the conversation.
local function start(due, conversation, turns, prefix, c, fence, lease)
  local id = redis.call('LINDEX', turns, 0)
  while id and redis.call('EXISTS', prefix .. id) == 0 do
    redis.call('LPOP', turns)
    id = redis.call('LINDEX', turns, 0)
  end
  if not id then
    redis.call('ZREM', due, c)
    redis.call('HDEL', conversation, 'owner')
    return {}
  end
  local turn = prefix .. id
  local attempts = redis.call('HINCRBY', turn, 'attempts', 1)
  if redis.call('HGET', turn, 'state') == 'accepted' then
    redis.call('HSET', turn, 'state', 'running')
  end
  redis.call('ZADD', due, clock() + lease, c)
  local stored = redis.call('HMGET', turn, 'activity', 'answer', 'sent', 'accepted')
  return {
    fence, id, tostring(attempts), stored[1] or '', stored[2] or '', stored[3] or '0', stored[4] or '0',
    redis.call('HGET', conversation, 'welcomed') or '0', tostring(clock())
  }
end

-- Takes the conversation when nobody holds it, or when its holder's lease has ended, and starts its oldest turn.
local function claim(due, conversation, turns, prefix, c, owner, lease)
  local free = redis.call('ZSCORE', due, c)
  if not free or tonumber(free) > clock() then
    return {}
  end
  if redis.call('EXISTS', conversation) == 0 then
    -- It ran out of its lifetime, and its turns with it. Counting a fence would make it again, for ever.
    redis.call('ZREM', due, c)
    return {}
  end
  local fence = redis.call('HINCRBY', conversation, 'fence', 1)
  redis.call('HSET', conversation, 'owner', owner)
  return start(due, conversation, turns, prefix, c, tostring(fence), lease)
end
