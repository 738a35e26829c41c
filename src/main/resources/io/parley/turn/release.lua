-- Gives a conversation back with its turns as they are. What the former holder still writes is refused from here on.
-- KEYS  due, conversation, turns
-- ARGV  conversation, fence, delay in ms until anyone may take it
-- Returns 1, or 0 when the lease is another's by now
local due, conversation, turns = KEYS[1], KEYS[2], KEYS[3]
local c, delay = ARGV[1], tonumber(ARGV[3])
if not holds(conversation, ARGV[2]) then
  return 0
end
redis.call('HINCRBY', conversation, 'fence', 1)
redis.call('HDEL', conversation, 'owner')
if redis.call('LLEN', turns) == 0 then
  redis.call('ZREM', due, c)
else
  redis.call('ZADD', due, clock() + delay, c)
end
return 1
