-- Releases a conversation whose claim succeeded without its replica receiving the response. The start of its turn does not
-- count.
-- Returns 1, or 0 if that claim does not hold the conversation
local keys = named(KEYS, {'due', 'conversation', 'turns', 'prefix'})
local given = named(ARGV, {'conversation', 'owner'}) -- the owner that the claim named
if redis.call('HGET', keys.conversation, 'owner') ~= given.owner then
  return 0
end
passWhenFull(keys)
release(keys, given.conversation, 0, true)
return 1
