-- Gives a conversation back whose claim was carried out without its claimer's hearing of it. Nothing of its turn was done.
-- KEYS  due, conversation, turns, prefix of the turns' keys
-- ARGV  conversation, the owner that the claim named
-- Returns 1, or 0 when that claim does not hold the conversation
if redis.call('HGET', KEYS[2], 'owner') ~= ARGV[2] then
  return 0
end
open(KEYS[2])
giveBack(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1], 0, true)
return 1
