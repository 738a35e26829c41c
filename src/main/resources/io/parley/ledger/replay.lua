-- Queues a turn again that was given up, behind those of its conversation that wait, and as if it had never been started.
-- An answer that was recorded is only sent.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, history, dead
-- ARGV  conversation, turn, lifetime of unfinished turns, lifetime of the conversation
-- Returns 1, or 0 when there is no such dead letter, or nothing of it that could be run
local due, pending, conversation, turns, prefix, history = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local dead = KEYS[7]
local c, id = ARGV[1], ARGV[2]
local turn = prefix .. id
if not redis.call('ZSCORE', dead, c .. ':' .. id) or not holdsKind(turn, 'hash')
  or redis.call('HEXISTS', turn, 'activity') == 0 then
  return 0
end
mend(pending, conversation, turns, history, c)
if redis.call('HDEL', turn, 'apologised') == 1 then
  redis.call('HDEL', turn, 'answer', 'sent')
end
redis.call('HSET', turn, 'state', redis.call('HEXISTS', turn, 'answer') == 1 and 'replying' or 'accepted')
redis.call('HSET', turn, 'accepted', clock())
redis.call('HDEL', turn, 'attempts', 'reason')
redis.call('ZREM', dead, c .. ':' .. id)
queue(due, pending, conversation, turns, prefix, c, id, ARGV[3])
-- It may have run out of its lifetime meanwhile, and without it nobody takes the conversation.
redis.call('HINCRBY', conversation, 'fence', 0)
redis.call('PEXPIRE', conversation, ARGV[4])
return 1
