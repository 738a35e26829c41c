-- Gives a conversation back that a claim took without its replica receiving the answer. The start of its turn does not count.
-- Returns 1, or 0 when that claim does not hold the conversation
local keys = named(KEYS, {'due', 'conversation', 'turns', 'prefix'})
local given = named(ARGV, {'conversation', 'owner'}) -- the owner that the claim named
if redis.call('HGET', keys.conversation, 'owner') ~= given.owner then
  return 0
end
passWhenFull(keys)
giveBack(keys, given.conversation, 0, true)
return 1
