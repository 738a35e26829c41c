-- Deletes a question or all questions. Returns the number of deleted elements.
-- KEYS: the set. ARGV: question; none to delete all
if #ARGV == 0 then
  return redis.call('DEL', KEYS[1])
end
return redis.call('ZREM', KEYS[1], 'nothing_found ' .. ARGV[1], 'uncited ' .. ARGV[1])
