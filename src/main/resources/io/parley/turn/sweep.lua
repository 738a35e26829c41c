-- Looks through a partition.
-- KEYS  due, pending, dead
-- ARGV  how many conversations of each kind at most, how many to look at
-- Returns {number of unfinished turns, age of the oldest in ms, number of dead letters, number of conversations that anyone may
-- take, how long the first of them waits in ms, {those that come first, each with its score}, {those that have had their
-- share lately}, the longest waiting first}
local now = clock()
local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
local waiting = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local arrived, returned = {}, {}
for i = 1, #waiting, 2 do
  local kind = waiting[i + 1] % 1 == 0 and arrived or returned
  if #kind < 2 * ARGV[1] then
    kind[#kind + 1] = waiting[i]
    kind[#kind + 1] = waiting[i + 1]
  end
end
return {
  redis.call('ZCARD', KEYS[2]), oldest and now - oldest or 0, redis.call('ZCARD', KEYS[3]),
  redis.call('ZCOUNT', KEYS[1], '-inf', now), waiting[2] and math.floor(math.min(now - waiting[2], now)) or 0, arrived, returned
}
