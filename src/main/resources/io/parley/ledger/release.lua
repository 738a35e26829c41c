-- Gives a conversation back with its turns as they are. What the former holder still writes is refused from here on.
-- KEYS  due, conversation, turns, prefix of the turns' keys
-- ARGV  conversation, fence, delay in ms until anyone may take it, 1 when the attempt does not count
-- Returns 1, or 0 when the lease is another's by now
if not holds(KEYS[2], ARGV[2]) then
  return 0
end
giveBack(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1], tonumber(ARGV[3]), ARGV[4] == '1')
return 1
