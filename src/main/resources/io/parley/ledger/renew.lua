-- Holds a conversation for longer.
-- KEYS  due, conversation
-- ARGV  conversation, fence, lease
-- Returns 1, or 0 when the lease is another's by now
if not holds(KEYS[2], ARGV[2]) then
  return 0
end
redis.call('ZADD', KEYS[1], 'XX', clock() + tonumber(ARGV[3]), ARGV[1])
return 1
