-- Keeps the secret that tells which partition a conversation lives in: the caller's, where there is none yet.
-- KEYS  the secret's
-- ARGV  a secret, ms until it counts where Redis holds something already, the same where it holds nothing, 1 when conversations
--       may live elsewhere ('' when the caller does not know), lifetime
-- Returns {secret, ms until it counts, 1 when conversations may live where versions without a secret put them}
local key = KEYS[1]
clear(key, 'hash')
if redis.call('HEXISTS', key, 'secret') == 0 then
  local wait = tonumber(redis.call('DBSIZE') == 0 and ARGV[3] or ARGV[2])
  local mixed = ARGV[4] ~= '' and ARGV[4] or wait > 0 and '1' or '0'
  redis.call('HSET', key, 'secret', ARGV[1], 'from', clock() + wait, 'mixed', mixed)
end
redis.call('PEXPIRE', key, ARGV[5])
local stored = redis.call('HMGET', key, 'secret', 'from', 'mixed')
return {stored[1], string.format('%.0f', math.max((tonumber(stored[2]) or 0) - clock(), 0)), stored[3] or '1'}
