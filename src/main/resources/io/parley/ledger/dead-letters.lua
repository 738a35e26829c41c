-- The dead letters of a partition, the newest first.
-- KEYS  dead, prefix of all turns' keys
-- ARGV  how many at most
-- Returns {{conversation:turn, when it was given up, attempts, reason, activity, 1 when its answer is recorded}, …}
local letters = redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1, 'WITHSCORES')
local found = {}
for i = 1, #letters, 2 do
  local turn = KEYS[2] .. letters[i]
  local stored = holdsKind(turn, 'hash')
    and redis.call('HMGET', turn, 'attempts', 'reason', 'activity', 'answer', 'apologised') or {false, 'It cannot be read'}
  if stored[2] or stored[3] then
    local attempts = isNumber(stored[1] or '') and stored[1] or '0'
    found[#found + 1] = {
      letters[i], letters[i + 1], attempts, stored[2] or '', stored[3] or '', stored[4] and not stored[5] and 1 or 0
    }
  end
end
return found
