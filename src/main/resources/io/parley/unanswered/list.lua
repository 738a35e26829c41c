-- Lists the newest questions, newest first. For each returns its outcome and text as one string, then the time when it was
-- asked.
-- KEYS: the set. ARGV: lifetime in ms, maximum number of questions
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldest = string.format('%.0f', now - ARGV[1])
local found = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', oldest, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local listed = {}
for i, value in ipairs(found) do
  listed[i] = i % 2 == 0 and string.format('%.0f', tonumber(value)) or value
end
return listed
