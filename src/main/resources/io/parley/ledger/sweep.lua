-- Looks through a partition, and mends what scripts could not go on with.
-- KEYS  due, pending, dead
-- ARGV  how many conversations of each kind at most, how many to look at, the farthest that anything is put off, lease
-- Returns {number of unfinished turns, age of the oldest in ms, number of dead letters, number of conversations that anyone may
-- take, how long the first of them waits in ms, {those that come first, each with its score}, {those that have had their
-- share lately}, the longest waiting first}
local now = clock()

-- Unfinished turns tell which conversations wait. Who holds one renews it before this.
local function rebuild(due, pending)
  for _, turn in ipairs(redis.call('ZRANGE', pending, 0, -1)) do
    redis.call('ZADD', due, 'NX', now + ARGV[4], string.match(turn, '^[^:]*'))
  end
  redis.call('PEXPIRE', due, 604800000)
end

clear(KEYS[2], 'zset')
clear(KEYS[3], 'zset')
if clear(KEYS[1], 'zset') then
  rebuild(KEYS[1], KEYS[2])
end
-- The clock of Redis was ahead when these were written, and was set right. Who holds one renews it before a lease has passed.
for _, c in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now + ARGV[3], '+inf', 'LIMIT', 0, ARGV[2])) do
  redis.call('ZREM', KEYS[1], '')
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[4], c)
end
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
