-- Claims a conversation that nobody holds, or whose holder's lease has ended.
-- KEYS  due, conversation, turns, prefix of the turns' keys, history
-- ARGV  conversation, owner, lease, most bytes of history to return
-- Returns {claimed turn}
return claim(KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
