-- Renews a lease.
-- Returns 1, or 0 when another replica holds it by now
local keys = named(KEYS, {'due', 'conversation'})
local given = named(ARGV, {'conversation', 'fence', 'lease'})
if not holds(keys, given.fence) then
  return 0
end
redis.call('ZADD', keys.due, 'XX', clock() + tonumber(given.lease), given.conversation)
return 1
