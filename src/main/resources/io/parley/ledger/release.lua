-- Releases a lease, and leaves the conversation's turns unchanged. After that, writes of the former holder are refused.
-- Returns 1, or 0 if another replica holds the lease
local keys = named(KEYS, {'due', 'conversation', 'turns', 'prefix'})
local given = named(ARGV, {
  'conversation', 'fence',
  'delay', -- in ms until any replica may claim the conversation
  'undone' -- 1 when the start of its turn does not count
})
if not holds(keys, given.fence) then
  return 0
end
release(keys, given.conversation, tonumber(given.delay), given.undone == '1')
return 1
