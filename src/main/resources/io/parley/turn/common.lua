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

-- Puts a turn behind those of its conversation, for `lifetime` milliseconds. Whoever finds the conversation free may take it.
local function queue(due, pending, turns, prefix, c, id, lifetime)
  local now = clock()
  redis.call('PEXPIRE', prefix .. id, lifetime)
  redis.call('RPUSH', turns, id)
  redis.call('PEXPIRE', turns, lifetime)
  redis.call('ZADD', pending, now, c .. ':' .. id)
  redis.call('PEXPIRE', pending, lifetime)
  redis.call('ZADD', due, 'NX', now, c)
  redis.call('PEXPIRE', due, lifetime)
end

-- Starts the conversation's oldest turn under the given fence and holds the conversation for `lease` milliseconds. Asked
-- again under the same fence, it does not count as another start. Returns the turn, or an empty table when nothing is left
-- to do, and then nobody holds the conversation.
local function start(due, conversation, turns, prefix, history, c, fence, lease)
  local id = redis.call('LINDEX', turns, 0)
  while id and redis.call('EXISTS', prefix .. id) == 0 do
    redis.call('LPOP', turns)
    id = redis.call('LINDEX', turns, 0)
  end
  if not id then
    redis.call('ZREM', due, c)
    redis.call('HDEL', conversation, 'owner', 'started')
    return {}
  end
  local turn = prefix .. id
  local now = clock()
  local mark = fence .. ':' .. id
  if redis.call('HGET', conversation, 'started') ~= mark then
    redis.call('HSET', conversation, 'started', mark)
    redis.call('HINCRBY', turn, 'attempts', 1)
  end
  local stored = redis.call('HMGET', turn, 'attempts', 'activity', 'answer', 'sent', 'accepted', 'trace', 'reason', 'state')
  if stored[8] == 'accepted' then
    redis.call('HSET', turn, 'state', 'running')
  end
  redis.call('ZADD', due, now + lease, c)
  return {
    fence, id, stored[1], stored[2] or '', stored[3] or '', stored[4] or '0', tostring(now - (stored[5] or now)),
    stored[6] or '', stored[7] or '', redis.call('HGET', conversation, 'welcomed') or '0', redis.call('LRANGE', history, 0, -1)
  }
end

-- Takes the conversation when nobody holds it, or when its holder's lease has ended, and starts its oldest turn.
local function claim(due, conversation, turns, prefix, history, c, owner, lease)
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
  return start(due, conversation, turns, prefix, history, c, tostring(fence), lease)
end

-- Takes the conversation's first turn from the queue: it has ended.
local function finish(pending, turns, prefix, c, id, state, lifetime)
  redis.call('HSET', prefix .. id, 'state', state)
  redis.call('PEXPIRE', prefix .. id, lifetime)
  redis.call('LPOP', turns)
  redis.call('ZREM', pending, c .. ':' .. id)
end

-- Goes on behind a turn that has ended: with the conversation's next one, or by giving it back where there is no room.
local function proceed(due, conversation, turns, prefix, history, c, fence, lease)
  if lease > 0 then
    return {'ended', start(due, conversation, turns, prefix, history, c, fence, lease)}
  end
  if redis.call('LLEN', turns) > 0 then
    redis.call('ZADD', due, clock(), c)
  else
    redis.call('ZREM', due, c)
  end
  -- A renewal that is still on its way must not hold the conversation again.
  redis.call('HINCRBY', conversation, 'fence', 1)
  redis.call('HDEL', conversation, 'owner', 'started')
  return {'ended', {}}
end
