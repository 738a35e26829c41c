-- What a conversation waits for.
-- KEYS  due, conversation, turns, prefix of the turns' keys
-- ARGV  conversation
-- Returns {time now, time from which anyone may take it ('' when nothing is left to do), owner, {{turn, state, attempts,
-- when it was accepted}, …}}, the oldest turn first
local waiting = {}
for i, id in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  local stored = redis.call('HMGET', KEYS[4] .. id, 'state', 'attempts', 'accepted')
  waiting[i] = {id, stored[1] or '', stored[2] or '0', stored[3] or '0'}
end
return {
  tostring(clock()), redis.call('ZSCORE', KEYS[1], ARGV[1]) or '', redis.call('HGET', KEYS[2], 'owner') or '', waiting
}
