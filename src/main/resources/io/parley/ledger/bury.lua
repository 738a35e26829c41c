-- Gives a turn up: it is kept with its activity, and with the answer that could not be delivered, for an operator to replay
-- or to drop; and the conversation's next turn is started as by 'complete'. Safe to run again, as that is.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, history, dead
-- ARGV  conversation, fence, turn, lease (0: no room for the next), lifetime of the dead letter, reason, most dead letters of
--       the partition, what is recorded: 'answer', 'apology' (forgotten) or 'awaited apology' (kept for who waits for it), most
--       bytes of history to return, most starts of a turn
-- Returns {'stale'}, or what 'proceed' does
local due, pending, conversation, turns, prefix, history = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local dead = KEYS[7]
local c, fence, id, lifetime = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[5])
if not holds(conversation, fence) then
  return notHeld(prefix, id, fence)
end

-- What is forgotten of the oldest letters when there are too many: all but that the activity is known.
local function forget(letters)
  for _, letter in ipairs(letters) do
    local turn = string.sub(prefix, 1, -#c - 2) .. letter
    clear(turn, 'hash')
    redis.call('HDEL', turn, 'activity', 'answer')
    redis.call('ZREM', dead, letter)
  end
end

if redis.call('LINDEX', turns, 0) == id then
  finish(pending, conversation, turns, prefix, c, id, fence, 'dead', lifetime)
  redis.call('ZADD', dead, clock(), c .. ':' .. id)
  redis.call('PEXPIRE', dead, lifetime)
  redis.call('ZREMRANGEBYSCORE', dead, '-inf', clock() - lifetime)
  forget(redis.call('ZRANGE', dead, 0, -tonumber(ARGV[7]) - 1))
  redis.call('HSET', prefix .. id, 'reason', ARGV[6])
  if ARGV[8] == 'apology' then
    redis.call('HDEL', prefix .. id, 'answer', 'sent')
  elseif ARGV[8] == 'awaited apology' then
    redis.call('HSET', prefix .. id, 'apologised', '1')
  end
end
return proceed(
  due, conversation, turns, prefix, history, c, fence, tonumber(ARGV[4]),
  {bytes = tonumber(ARGV[9]), starts = tonumber(ARGV[10])})
