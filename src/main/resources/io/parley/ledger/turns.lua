-- Functions for scripts that start, end or show turns: LedgerScript says which. Redis makes each function anew at each call, so
-- other scripts do without them.

-- Repairs a conversation with keys that other software has changed, so that scripts can use it. Returns whether the
-- conversation exists, and the number of its unfinished turns.
local function mend(keys, conversation)
  local fence = read('hash', 'HGET', keys.conversation, 'fence')
  if fence and not isNumber(fence) or not fence and redis.call('EXISTS', keys.conversation .. ':unreadable') == 1 then
    -- The time is higher than any former fence.
    redis.call('HSET', keys.conversation, 'fence', clock())
    redis.call('PEXPIRE', keys.conversation, 604800000)
    fence = true
  end
  local length = redis.pcall('LLEN', keys.turns)
  if type(length) == 'number' then
    return fence and true, length
  end
  if not clear(keys.turns, 'list') then
    return fence and true, redis.call('LLEN', keys.turns)
  end
  for _, turn in ipairs(redis.call('ZRANGE', keys.pending, 0, -1)) do
    if string.sub(turn, 1, #conversation + 1) == conversation .. ':' then
      redis.call('RPUSH', keys.turns, string.sub(turn, #conversation + 2))
    end
  end
  redis.call('PEXPIRE', keys.turns, 604800000)
  return fence and true, redis.call('LLEN', keys.turns)
end

-- Returns the score in `due` of a conversation that had a turn recently. Its half millisecond marks that others come first.
local function talkative(now)
  return now - 0.5
end

-- Whether a turn of the conversation ended within a minute, or others of it wait already.
local function isTalkative(keys, now, length)
  local ended = tonumber(redis.call('HGET', keys.conversation, 'ended') or 0) or 0
  return ended <= now and now - ended < 60000 or length > 1
end

-- Puts a turn behind those of its conversation, for `lifetime` milliseconds. Any replica may claim the conversation if it is free.
-- With a `lease`, a free conversation without other turns is held for so many milliseconds. Returns whether it is.
local function queue(keys, conversation, id, lifetime, lease)
  local now = clock()
  redis.call('PEXPIRE', keys.prefix .. id, lifetime)
  local length = redis.call('RPUSH', keys.turns, id)
  redis.call('PEXPIRE', keys.turns, lifetime)
  redis.call('ZADD', keys.pending, now, conversation .. ':' .. id)
  redis.call('PEXPIRE', keys.pending, lifetime)
  local since = tonumber(redis.call('ZSCORE', keys.due, conversation) or now)
  local isHeld = lease and length == 1 and since <= now
  if isHeld then
    redis.call('ZADD', keys.due, now + lease, conversation)
  elseif since <= now then
    redis.call('ZADD', keys.due, isTalkative(keys, now, length) and talkative(math.ceil(since)) or since, conversation)
  end
  redis.call('PEXPIRE', keys.due, lifetime)
  return isHeld
end

-- Returns the newest elements of a history with at most `most` bytes together, in order, each on a line. One text costs its
-- reader much less than a list of them. Line feeds within an element are blanks of its JSON. Also returns the size of the whole
-- history, or a number above `most`.
local function recent(history, most)
  local elements = read('list', 'LRANGE', history, 0, -1)
  local from, size = #elements + 1, 0
  while from > 1 and size + #elements[from - 1] <= most do
    from = from - 1
    size = size + #elements[from]
    if string.find(elements[from], '\n', 1, true) then
      elements[from] = string.gsub(elements[from], '\n', ' ')
    end
  end
  return table.concat(elements, '\n', from), from > 1 and most + 1 or size
end

-- Fields of a turn's hash that a start returns as they are stored. A replica reads them by name: TurnReader. In the place of
-- 'steps', which says that there are some, it returns the steps.
local RETURNED = {'attempts', 'activity', 'answer', 'sent', 'trace', 'reason', 'steps'}

-- Returns the token of a stored call that waits for consent (PendingCall).
local function tokenOf(call)
  return string.match(call, '^{"token":"([%w_%-]+)"')
end

-- Returns the id in a stored `pendingMessage`; nil if that belongs to another call than the one that waits, which a version
-- without this field has stored in its place.
local function messageOf(message, call)
  local token, id = string.match(message or '', '^([%w_%-]+) (.+)$')
  return (not call or tokenOf(call) == token) and id or nil
end

-- Forgets the last question for consent.
local function forgetQuestion(keys)
  redis.call('HDEL', keys.conversation, 'pending', 'pendingUntil', 'pendingMessage', 'pendingInterrupted')
end

-- Marks that the bot may have said something since the question for consent, also in a turn that adds nothing to history:
-- help, an excuse, or a part of an answer. Returns whether a call waits.
local function interruptQuestion(keys)
  local waits = redis.call('HEXISTS', keys.conversation, 'pending') == 1
  if waits then
    redis.call('HSET', keys.conversation, 'pendingInterrupted', '1')
  end
  return waits
end

-- Returns the key of a turn's steps.
local function stepsOf(turn)
  return (string.gsub(turn, ':turn:', ':steps:', 1))
end

-- Returns the name of a stored step, and the part of it for operators (StoredStep).
local function nameOf(step)
  return string.match(step, '^{"name":"([%w/]+)","shown":"([%w_%- ]*)"')
end

-- Returns the state, the time of acceptance and the RETURNED fields of a turn; nil if it does not exist, and an empty table if
-- it cannot be read.
local function readTurn(turn)
  local found = redis.pcall('HMGET', turn, 'state', 'accepted', unpack(RETURNED))
  if found.err then
    return holdsKind(turn, 'hash') and redis.call('HMGET', turn, 'state') or {}
  end
  return (found[1] or redis.call('EXISTS', turn) == 1) and found or nil
end

-- Returns what `readTurn` would return of a turn that was just stored.
local function justStored(trace)
  return {'accepted', clock(), false, false, false, false, trace, false, false}
end

-- Returns the conversation's oldest turn that exists, and its fields.
local function oldest(keys)
  local id = redis.call('LINDEX', keys.turns, 0)
  local found = id and readTurn(keys.prefix .. id)
  while id and not found do
    redis.call('LPOP', keys.turns)
    id = redis.call('LINDEX', keys.turns, 0)
    found = id and readTurn(keys.prefix .. id)
  end
  return id, found
end

-- Whether the caller has the conversation's history: it named the history when it completed the last turn, under this fence or
-- the one before. So no replica has held the conversation since.
local function isKnown(keys, stamp, fence, known)
  if not known or known.stamp == '' then
    return false
  end
  local before = string.format('%.0f', fence - 1)
  return (stamp == known.stamp .. ' ' .. before or stamp == known.stamp .. ' ' .. fence)
    and read('list', 'LLEN', keys.history) == tonumber(known.length)
end

-- Returns for how many leases a conversation is held by a start of its turn. A start only to give the turn up holds it for
-- longer each time, because such starts may kill their replicas.
local function pauses(startsToGiveUp)
  return math.min(math.max(startsToGiveUp, 0) + 1, 10)
end

-- Puts the steps of a turn in the place of the mark that there are some. Returns false if they cannot be read.
local function addSteps(claimed, turn)
  if not claimed.steps then
    return true
  end
  local steps = stepsOf(turn)
  claimed.steps = holdsKind(steps, 'list') and redis.call('LRANGE', steps, 0, -1) or {}
  return #claimed.steps > 0
end

-- Appends a field and its value, unless that is absent.
local function add(list, field, value)
  if value then
    list[#list + 1] = field
    list[#list + 1] = value
  end
end

-- Starts the conversation's oldest turn under the fence, and holds the conversation for `lease` milliseconds. A second call
-- under the same fence does not count as another start. Returns a table: the turn with no more than `limits.bytes` of
-- history, or without history if the caller has it (`limits.known`: stamp and length). A turn that was started `limits.starts`
-- times, or that cannot be read, has its `fault` and no history: it is only given up. After as many starts again, or if nothing
-- of it can be read, it has nothing but its `fault` and the `reason` of a recorded apology. Returns nil when nothing is left to do; then no replica holds the
-- conversation. With `fresh`, the conversation is already held, for its only turn: that was just stored (`fresh.id` and
-- `fresh.stored`), and `fresh.owner` is to be recorded.
local function start(keys, conversation, fence, lease, limits, fresh)
  local id, stored
  if fresh then
    id, stored = fresh.id, fresh.stored
  else
    id, stored = oldest(keys)
  end
  if not id then
    redis.call('ZREM', keys.due, conversation)
    redis.call('HDEL', keys.conversation, 'owner', 'started')
    return nil
  end
  local turn = keys.prefix .. id
  local now = clock()
  local mark = fence .. ':' .. id
  local kept = redis.call(
    'HMGET', keys.conversation, 'welcomed', 'pending', 'pendingUntil', 'pendingMessage', 'pendingInterrupted', 'started',
    'stamp')
  local started = kept[6] == mark
  -- Nil for a turn that cannot be read.
  local attempts = stored[1] ~= nil and isNumber(stored[3] or '0') and tonumber(stored[3] or 0) or nil
  local before = attempts and attempts - (started and 1 or 0) or limits.starts
  local reason = not attempts and 'It cannot be read'
    or before >= limits.starts and string.format('It was started %.0f times and never ended', before) or nil
  if not fresh then
    redis.call('ZADD', keys.due, now + lease * pauses(before - limits.starts), conversation)
  end
  if stored[1] == nil or before >= 2 * limits.starts then
    return {fence = fence, turn = id, fault = reason, reason = stored[8] or nil}
  end
  local history, size
  if not reason and not isKnown(keys, kept[7], fence, limits.known) then
    history, size = recent(keys.history, limits.bytes)
  end
  local changed = stored[1] == 'accepted' and {'state', 'running'} or {}
  if not started then
    local facts = {'started', mark}
    add(facts, 'owner', fresh and fresh.owner)
    add(facts, 'size', size)
    redis.call('HSET', keys.conversation, unpack(facts))
    stored[3] = string.format('%.0f', before + 1)
    add(changed, 'attempts', stored[3])
  end
  if #changed > 0 then
    redis.call('HSET', turn, unpack(changed))
  end
  local claimed = {
    fence = fence,
    turn = id,
    waited = tostring(math.max(now - (tonumber(stored[2] or now) or now), 0)),
    welcomed = kept[1] or nil,
    pending = kept[2] or nil,
    pendingExpired = kept[2] and (tonumber(kept[3]) or 0) <= now and 1 or nil,
    pendingMessage = messageOf(kept[4], kept[2]),
    pendingInterrupted = kept[5] or nil,
    history = history
  }
  for place, name in ipairs(RETURNED) do
    claimed[name] = stored[place + 2] or nil
  end
  if not addSteps(claimed, turn) then
    reason = reason or 'What it has done cannot be read'
    claimed.history = nil
  end
  claimed.fault = reason
  return claimed
end

-- Raises the fence of a conversation, and starts its oldest turn under it, as `start` does.
local function startAnew(keys, conversation, lease, limits, fresh)
  local fence = redis.call('HINCRBY', keys.conversation, 'fence', 1)
  return start(keys, conversation, string.format('%.0f', fence), lease, limits, fresh)
end

-- Claims the conversation if no replica holds it, or if the lease has ended, and starts its oldest turn. Returns what
-- `start` does; nil also when the conversation is not free.
local function claim(keys, conversation, owner, lease, limits)
  local free = redis.call('ZSCORE', keys.due, conversation)
  if not free or tonumber(free) > clock() then
    return nil
  end
  passWhenFull(keys)
  if redis.call('EXISTS', keys.conversation) == 0 then
    -- Its lifetime has ended, and that of its turns. Raising the fence would create it again without a lifetime.
    redis.call('ZREM', keys.due, conversation)
    return nil
  end
  redis.call('HSET', keys.conversation, 'owner', owner)
  return startAnew(keys, conversation, lease, limits)
end

-- Removes the conversation's first turn from the queue, and sets its final state and fence. Removes the other named fields. The
-- caller records in the conversation's hash when it `ended`.
local function finish(keys, conversation, id, fence, state, lifetime, ...)
  local turn = keys.prefix .. id
  redis.call('LPOP', keys.turns)
  redis.call('ZREM', keys.pending, conversation .. ':' .. id)
  local stored = read('hash', 'HMGET', turn, 'user', 'steps')
  if stored[2] and state == 'done' then
    redis.call('DEL', stepsOf(turn))
    redis.call('HDEL', turn, 'steps')
  elseif stored[2] then
    redis.call('PEXPIRE', stepsOf(turn), lifetime)
  end
  if stored[1] then
    -- Fails without effect if the key holds something else.
    redis.pcall('ZREM', stored[1], conversation .. ':' .. id)
  end
  redis.call('HDEL', turn, 'user', ...)
  redis.call('HSET', turn, 'state', state, 'by', fence)
  redis.call('PEXPIRE', turn, lifetime)
end

-- Returns the result for a caller that no longer holds the conversation. An earlier call of the script may have ended the
-- turn, and its response may have been lost.
local function notHeld(keys, id, fence)
  if holdsKind(keys.prefix .. id, 'hash') and redis.call('HGET', keys.prefix .. id, 'by') == fence then
    return fields({status = 'ended'})
  end
  return fields({status = 'stale'})
end

-- Returns the other conversation of the partition that has waited longest; nil if none waits.
local function another(keys, conversation)
  for _, waiting in ipairs(redis.call('ZRANGEBYSCORE', keys.due, '-inf', clock(), 'LIMIT', 0, 2)) do
    if waiting ~= conversation then
      return waiting
    end
  end
  return nil
end

-- Continues after a turn that has ended: starts the conversation's next turn, unless other conversations wait or the replica
-- has no capacity (lease 0). Otherwise the conversation is released and queued behind the others.
-- Returns status 'ended', claimed (the next turn), returned (this conversation, when it waits), other (a conversation that waits)
local function proceed(keys, conversation, fence, lease, limits)
  local other = another(keys, conversation)
  if lease > 0 and not other then
    local claimed = start(keys, conversation, fence, lease, limits)
    return fields({status = 'ended', claimed = claimed and fields(claimed)})
  end
  local waits = redis.call('LLEN', keys.turns) > 0
  if waits then
    redis.call('ZADD', keys.due, talkative(clock()), conversation)
  else
    redis.call('ZREM', keys.due, conversation)
  end
  -- A renewal that is still on its way must not hold the conversation again.
  redis.call('HINCRBY', keys.conversation, 'fence', 1)
  redis.call('HDEL', keys.conversation, 'owner', 'started')
  return fields({status = 'ended', returned = waits and conversation or nil, other = other})
end

-- Releases the conversation: any replica may claim it after `delay` milliseconds. Its turns do not change. If `undone`, the
-- start of the first turn does not count. A start without a mark was not counted.
local function release(keys, conversation, delay, undone)
  local started = redis.call('HGET', keys.conversation, 'started')
  local fence = redis.call('HINCRBY', keys.conversation, 'fence', 1) - 1
  redis.call('HDEL', keys.conversation, 'owner', 'started')
  local id = redis.call('LINDEX', keys.turns, 0)
  if not id then
    redis.call('ZREM', keys.due, conversation)
    return
  end
  local counted = started == string.format('%.0f:', fence) .. id
  if undone and counted and redis.call('TYPE', keys.prefix .. id)['ok'] == 'hash' then
    redis.call('HINCRBY', keys.prefix .. id, 'attempts', -1)
  end
  redis.call('ZADD', keys.due, clock() + delay, conversation)
end
