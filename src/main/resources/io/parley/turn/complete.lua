-- Ends a turn: history, turn and queue together, and starts the conversation's next turn. Safe to run again when its answer
-- was lost on the way: a turn that is no longer the first of its conversation is not ended twice. Where the
-- conversation was given back for want of room, the second run finds its fence raised and is told so as 'stale'.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, history, dead
-- ARGV  conversation, fence, turn, 'done' | 'dead', lease (0: no room for the next), lifetime of the ended turn,
--       1 to keep its answer, 1 to forget history first, 1 when the bot has welcomed, most messages of history,
--       lifetime of history, lifetime of the conversation, dead letter, then messages for history, …
-- Returns {'stale'}, or {'ended', {claimed turn}}
local due, pending, conversation, turns, prefix = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local history, dead = KEYS[6], KEYS[7]
local c, fence, id, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[5])
if not holds(conversation, fence) then
  return {'stale'}
end

if redis.call('LINDEX', turns, 0) == id then
  if ARGV[8] == '1' then
    redis.call('DEL', history)
  end
  if #ARGV > 13 then
    redis.call('RPUSH', history, unpack(ARGV, 14))
    redis.call('LTRIM', history, -tonumber(ARGV[10]), -1)
  end
  redis.call('PEXPIRE', history, ARGV[11])
  if ARGV[9] == '1' then
    redis.call('HSET', conversation, 'welcomed', '1')
  end
  redis.call('PEXPIRE', conversation, ARGV[12])
  if ARGV[4] == 'dead' then
    redis.call('LPUSH', dead, ARGV[13])
    redis.call('LTRIM', dead, 0, 999)
    redis.call('PEXPIRE', dead, ARGV[11])
  end
  local turn = prefix .. id
  redis.call('HSET', turn, 'state', ARGV[4])
  redis.call('HDEL', turn, 'activity')
  if ARGV[7] ~= '1' then
    redis.call('HDEL', turn, 'answer')
  end
  redis.call('PEXPIRE', turn, ARGV[6])
  redis.call('LPOP', turns)
  redis.call('ZREM', pending, c .. ':' .. id)
end

if lease > 0 then
  return {'ended', start(due, conversation, turns, prefix, c, fence, lease)}
end
if redis.call('LLEN', turns) > 0 then
  redis.call('ZADD', due, clock(), c)
else
  redis.call('ZREM', due, c)
end
-- A renewal that is still on its way must not hold the conversation again.
redis.call('HINCRBY', conversation, 'fence', 1)
redis.call('HDEL', conversation, 'owner')
return {'ended', {}}
