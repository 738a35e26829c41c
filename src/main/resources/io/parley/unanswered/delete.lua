-- Deletes a question, or all of them. Returns how many there were of it.
-- KEYS: the set. ARGV: question; nothing for all
if #ARGV == 0 then
  return redis.call('DEL', KEYS[1])
end
return redis.call('ZREM', KEYS[1], 'nothing_found ' .. ARGV[1], 'uncited ' .. ARGV[1])
