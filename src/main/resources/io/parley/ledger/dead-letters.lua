-- Lists the dead letters of a partition, the newest first.
-- Returns a list; each element has id (conversation:turn), since (when it was dead-lettered), attempts, reason, activity, and
-- answered (1 when its answer is recorded)
local keys = named(KEYS, {'dead', 'prefix'}) -- the prefix of all turns of the partition
local given = named(ARGV, {'most'})
local letters = redis.call('ZREVRANGE', keys.dead, 0, given.most - 1, 'WITHSCORES')
local found = {}
for i = 1, #letters, 2 do
  local turn = keys.prefix .. letters[i]
  local stored = {reason = 'It cannot be read'}
  if holdsKind(turn, 'hash') then
    local names = {'attempts', 'reason', 'activity', 'answer', 'apologised'}
    stored = named(redis.call('HMGET', turn, unpack(names)), names)
  end
  if stored.reason or stored.activity then
    found[#found + 1] = fields({
      id = letters[i],
      since = letters[i + 1],
      attempts = isNumber(stored.attempts or '') and stored.attempts or '0',
      reason = stored.reason or nil,
      activity = stored.activity or nil,
      answered = stored.answer and not stored.apologised and 1 or 0
    })
  end
end
return found
