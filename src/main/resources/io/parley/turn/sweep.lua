-- Conversations of a partition that anyone may take.
-- KEYS  due
-- ARGV  how many at most
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', clock(), 'LIMIT', 0, ARGV[1])
