-- What a conversation waits for.
-- KEYS  due, conversation, turns, prefix of the turns' keys
-- ARGV  conversation
-- Returns {time now, time from which anyone may take it ('' when nothing is left to do), owner, {{turn, state, attempts,
-- when it was accepted}, …}}, the oldest turn first
local waiting = {}
local queued = holdsKind(KEYS[3], 'list') and redis.call('LRANGE', KEYS[3], 0, -1) or {}
for i, id in ipairs(queued) do
  local turn = KEYS[4] .. id
  local stored = holdsKind(turn, 'hash') and redis.call('HMGET', turn, 'state', 'attempts', 'accepted') or {'unreadable'}
  waiting[i] = {
    id, stored[1] or '', isNumber(stored[2] or '') and stored[2] or '0', isNumber(stored[3] or '') and stored[3] or '0'
  }
end
local owner = holdsKind(KEYS[2], 'hash') and redis.call('HGET', KEYS[2], 'owner')
return {tostring(clock()), redis.call('ZSCORE', KEYS[1], ARGV[1]) or '', owner or '', waiting}
