-- Keeps a question with the current time, and drops questions that are too old or too many.
-- KEYS: the set. ARGV: question, outcome, lifetime in ms, maximum number of questions
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lifetime = tonumber(ARGV[3])
redis.call('ZREM', KEYS[1], 'nothing_found ' .. ARGV[1], 'uncited ' .. ARGV[1])
redis.call('ZADD', KEYS[1], now, ARGV[2] .. ' ' .. ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%.0f', now - lifetime))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[4])
redis.call('PEXPIRE', KEYS[1], lifetime)
return 1
