-- Returns vectors, and renews their lifetimes.
-- KEYS: their keys, of one partition. ARGV: the lifetime, in seconds
-- Returns a vector for each key; nil if none is kept
local vectors = {}
for place, key in ipairs(KEYS) do
  vectors[place] = redis.call('GET', key)
  if vectors[place] then
    redis.call('EXPIRE', key, ARGV[1])
  end
end
return vectors
