-- Looks through a partition.
-- KEYS  due, pending, dead
-- ARGV  how many conversations at most
-- Returns {number of unfinished turns, age of the oldest in ms, number of dead letters, {conversations that anyone may
-- take, the longest waiting first}}
local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
return {
  redis.call('ZCARD', KEYS[2]), oldest and clock() - oldest or 0, redis.call('ZCARD', KEYS[3]),
  redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', clock(), 'LIMIT', 0, ARGV[1])
}
