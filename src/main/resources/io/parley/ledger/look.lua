-- Shows the unfinished turns of a conversation.
-- Returns now, free (from when any replica may claim it; absent when nothing is left to do), owner, and turns, the oldest first:
-- each with turn, state, attempts and accepted
local keys = named(KEYS, {'due', 'conversation', 'turns', 'prefix'})
local given = named(ARGV, {'conversation'})
local waiting = {}
local queued = holdsKind(keys.turns, 'list') and redis.call('LRANGE', keys.turns, 0, -1) or {}
for i, id in ipairs(queued) do
  local turn = keys.prefix .. id
  local stored = holdsKind(turn, 'hash') and redis.call('HMGET', turn, 'state', 'attempts', 'accepted') or {'unreadable'}
  waiting[i] = fields({
    turn = id,
    state = stored[1] or '',
    attempts = isNumber(stored[2] or '') and stored[2] or '0',
    accepted = isNumber(stored[3] or '') and stored[3] or '0'
  })
end
return fields({
  now = tostring(clock()),
  free = redis.call('ZSCORE', keys.due, given.conversation) or nil,
  owner = holdsKind(keys.conversation, 'hash') and redis.call('HGET', keys.conversation, 'owner') or nil,
  turns = waiting
})
