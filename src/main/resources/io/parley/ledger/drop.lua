-- Forgets a turn that was given up, but for its having been there: its activity still makes no second turn.
-- KEYS  dead, turn
-- ARGV  conversation:turn
-- Returns 1, or 0 when there is no such dead letter
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then
  return 0
end
clear(KEYS[2], 'hash')
redis.call('DEL', KEYS[2] .. ':unreadable')
redis.call('HDEL', KEYS[2], 'activity', 'answer', 'sent', 'reason')
return 1
