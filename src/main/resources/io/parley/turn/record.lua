-- Notes something of a running turn: its answer, or how much of it is sent.
-- KEYS  conversation, turn
-- ARGV  fence, then field, value, …
-- Returns 1, or 0 when the lease is another's by now
if not holds(KEYS[1], ARGV[1]) then
  return 0
end
redis.call('HSET', KEYS[2], unpack(ARGV, 2))
return 1
