-- Lists the newest questions, newest first: each with its outcome before it, and the time when it was asked behind it.
-- KEYS: the set. ARGV: lifetime in ms, how many are listed
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldest = string.format('%.0f', now - ARGV[1])
local found = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', oldest, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local listed = {}
for i, value in ipairs(found) do
  listed[i] = i % 2 == 0 and string.format('%.0f', tonumber(value)) or value
end
return listed
