-- Returns the secret that decides which partition a conversation belongs to. Stores the caller's secret if there is none
-- yet.
-- Returns secret, wait (ms until it counts), mixed (1 when conversations may live where versions without a secret put them)
local key = named(KEYS, {'secret'}).secret
local given = named(ARGV, {
  'secret',
  'wait', 'waitWhenEmpty', -- ms until the secret takes effect: in a Redis with data, and in an empty Redis
  'mixed', -- empty if the caller does not know it
  'lifetime'
})
clear(key, 'hash')
if redis.call('HEXISTS', key, 'secret') == 0 then
  local wait = tonumber(redis.call('DBSIZE') == 0 and given.waitWhenEmpty or given.wait)
  local mixed = given.mixed ~= '' and given.mixed or wait > 0 and '1' or '0'
  redis.call('HSET', key, 'secret', given.secret, 'from', clock() + wait, 'mixed', mixed)
end
redis.call('PEXPIRE', key, given.lifetime)
local stored = redis.call('HMGET', key, 'secret', 'from', 'mixed')
return fields({
  secret = stored[1],
  wait = string.format('%.0f', math.max((tonumber(stored[2]) or 0) - clock(), 0)),
  mixed = stored[3] or '1'
})
