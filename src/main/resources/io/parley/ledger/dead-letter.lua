-- Dead-letters a turn: keeps it with its activity, and with an answer that could not be delivered, until an operator replays
-- or drops it. Starts the conversation's next turn as 'complete' does. Safe to run again, like 'complete'.
-- Returns status 'stale', or what 'proceed' does
local keys = named(KEYS, {'due', 'pending', 'conversation', 'turns', 'prefix', 'history', 'dead'})
local names = {
  'conversation', 'fence', 'turn',
  'lease', -- in ms; 0 when the replica has no capacity for the next turn
  'lifetime', -- of the dead letter, in ms
  'reason',
  'mostDead', -- dead letters of the partition
  'recorded', -- 'answer', 'apology' (forgotten), or 'awaited apology' (kept for the request that waits for it)
  'bytes', -- of history to return, at most
  'starts' -- of a turn, at most
}
local given = named(ARGV, names)
local elements = {unpack(ARGV, #names + 1)} -- what the turn adds to history: the calls that it made
local conversation, id = given.conversation, given.turn
if not holds(keys, given.fence) then
  return notHeld(keys, id, given.fence)
end

-- Forgets the content of the oldest dead letters when there are too many. Their activities still make no second turn.
local function forget(letters)
  for _, letter in ipairs(letters) do
    local turn = string.sub(keys.prefix, 1, -#conversation - 2) .. letter
    clear(turn, 'hash')
    redis.call('HDEL', turn, 'activity', 'answer', 'steps')
    redis.call('DEL', stepsOf(turn))
    redis.call('ZREM', keys.dead, letter)
  end
end

if redis.call('LINDEX', keys.turns, 0) == id then
  local turn, lifetime = keys.prefix .. id, tonumber(given.lifetime)
  finish(keys, conversation, id, given.fence, 'dead', lifetime)
  redis.call('HSET', keys.conversation, 'ended', clock())
  redis.call('ZADD', keys.dead, clock(), conversation .. ':' .. id)
  redis.call('PEXPIRE', keys.dead, lifetime)
  redis.call('ZREMRANGEBYSCORE', keys.dead, '-inf', clock() - lifetime)
  forget(redis.call('ZRANGE', keys.dead, 0, -tonumber(given.mostDead) - 1))
  local apologised = redis.call('HEXISTS', turn, 'reason') == 1
  redis.call('HSET', turn, 'reason', given.reason)
  interruptQuestion(keys)
  redis.call('HDEL', keys.conversation, 'stamp')
  if #elements > 0 then
    clear(keys.history, 'list')
    redis.call('RPUSH', keys.history, unpack(elements))
    redis.call('PEXPIRE', keys.history, lifetime)
  end
  if given.recorded == 'apology' then
    redis.call('HDEL', turn, 'answer', 'sent')
  elseif given.recorded == 'awaited apology' or apologised then
    redis.call('HSET', turn, 'apologised', '1')
  end
end
return proceed(
  keys, conversation, given.fence, tonumber(given.lease),
  {bytes = tonumber(given.bytes), starts = tonumber(given.starts)})
