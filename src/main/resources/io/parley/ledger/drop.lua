-- Forgets the content of a dead letter. Its activity still makes no second turn.
-- Returns 1, or 0 when there is no such dead letter
local keys = named(KEYS, {'dead', 'turn'})
local given = named(ARGV, {'id'}) -- conversation:turn
if redis.call('ZREM', keys.dead, given.id) == 0 then
  return 0
end
clear(keys.turn, 'hash')
redis.call('DEL', keys.turn .. ':unreadable', stepsOf(keys.turn))
redis.call('HDEL', keys.turn, 'activity', 'answer', 'sent', 'reason', 'steps')
return 1
