-- Claims a conversation that nobody holds, or whose holder's lease has ended.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, history
-- ARGV  conversation, owner, lease, most bytes of history to return, most starts of a turn
-- Returns {claimed turn}
mend(KEYS[2], KEYS[3], KEYS[4], KEYS[6], ARGV[1])
return claim(
  KEYS[1], KEYS[3], KEYS[4], KEYS[5], KEYS[6], ARGV[1], ARGV[2], tonumber(ARGV[3]),
  {bytes = tonumber(ARGV[4]), starts = tonumber(ARGV[5])})
