-- Queues a turn again that was given up, behind those of its conversation that wait, and as if it had never been started.
-- An answer that was recorded is only sent.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, dead
-- ARGV  conversation, turn, lifetime of unfinished turns, lifetime of the conversation
-- Returns 1, or 0 when there is no such dead letter
local due, pending, conversation, turns, prefix, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local c, id = ARGV[1], ARGV[2]
local turn = prefix .. id
if redis.call('ZREM', dead, c .. ':' .. id) == 0 or redis.call('HEXISTS', turn, 'activity') == 0 then
  return 0
end
if redis.call('HDEL', turn, 'apologised') == 1 then
  redis.call('HDEL', turn, 'answer', 'sent')
end
redis.call('HSET', turn, 'state', redis.call('HEXISTS', turn, 'answer') == 1 and 'replying' or 'accepted')
redis.call('HSET', turn, 'accepted', clock())
redis.call('HDEL', turn, 'attempts', 'reason')
queue(due, pending, conversation, turns, prefix, c, id, ARGV[3])
-- It may have run out of its lifetime meanwhile, and without it nobody takes the conversation.
redis.call('HINCRBY', conversation, 'fence', 0)
redis.call('PEXPIRE', conversation, ARGV[4])
return 1
