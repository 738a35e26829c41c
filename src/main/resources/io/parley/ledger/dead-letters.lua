-- Lists the dead letters of a partition, the newest first.
-- Returns a list; each element has id (conversation:turn), since (when it was dead-lettered), attempts, reason, activity, and
-- answered (1 when its answer is recorded), and steps (the name of each step and what is shown of it; absent when there are none)
local keys = named(KEYS, {'dead', 'prefix'}) -- prefix: of all turns of the partition
local given = named(ARGV, {'most'})

local function shownSteps(turn)
  local shown = {}
  for i, step in ipairs(redis.call('LRANGE', stepsOf(turn), 0, -1)) do
    local name, tools = nameOf(step)
    shown[i] = name and name .. ' ' .. tools or 'unreadable'
  end
  return shown
end

local letters = redis.call('ZREVRANGE', keys.dead, 0, given.most - 1, 'WITHSCORES')
local found = {}
for i = 1, #letters, 2 do
  local turn = keys.prefix .. letters[i]
  local stored = {reason = 'It cannot be read'}
  if holdsKind(turn, 'hash') then
    local names = {'attempts', 'reason', 'activity', 'answer', 'apologised', 'steps'}
    stored = named(redis.call('HMGET', turn, unpack(names)), names)
  end
  if stored.reason or stored.activity then
    found[#found + 1] = fields({
      id = letters[i],
      since = letters[i + 1],
      attempts = isNumber(stored.attempts or '') and stored.attempts or '0',
      reason = stored.reason or nil,
      activity = stored.activity or nil,
      steps = stored.steps and holdsKind(stepsOf(turn), 'list') and shownSteps(turn) or nil,
      answered = stored.answer and not stored.apologised and 1 or 0
    })
  end
end
return found
