-- Gives a conversation back with its turns as they are. What the former holder still writes is refused from here on.
-- KEYS  due, conversation, turns, prefix of the turns' keys
-- ARGV  conversation, fence, delay in ms until anyone may take it, 1 when the attempt does not count
-- Returns 1, or 0 when the lease is another's by now
local due, conversation, turns = KEYS[1], KEYS[2], KEYS[3]
local c, delay = ARGV[1], tonumber(ARGV[3])
if not holds(conversation, ARGV[2]) then
  return 0
end
redis.call('HINCRBY', conversation, 'fence', 1)
redis.call('HDEL', conversation, 'owner', 'started')
local id = redis.call('LINDEX', turns, 0)
if not id then
  redis.call('ZREM', due, c)
else
  if ARGV[4] == '1' and redis.call('EXISTS', KEYS[4] .. id) == 1 then
    redis.call('HINCRBY', KEYS[4] .. id, 'attempts', -1)
  end
  redis.call('ZADD', due, clock() + delay, c)
end
return 1
