-- Keeps vectors.
-- KEYS: their keys, of one partition. ARGV: the lifetime, in seconds; then a vector for each key
for place, key in ipairs(KEYS) do
  redis.call('SET', key, ARGV[place + 1], 'EX', ARGV[1])
end
return #KEYS
