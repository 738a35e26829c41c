-- Adds steps to the record of a running turn. A new step resets the turn's attempts, unless the turn is given up: a turn that makes
-- progress is not given up. A step that was recorded before does not change, so the script is safe to run again. A replica
-- that no longer holds the lease records only the ends of calls that were begun.
-- Returns claimed (0 if the named call no longer waits; then nothing is recorded), held (1, or 0 if another replica holds
-- the lease, or the turn has ended) and known (the steps with these names that were recorded before)
local keys = named(KEYS, {'conversation', 'turn', 'steps', 'writes'}) -- writes: those of the whole partition, newest first
local given = named(ARGV, {
  'fence', 'lifetime',
  'token', -- of the call that waits for consent and is claimed by these steps; empty for none
  'id', -- conversation:turn
  'channel', 'user', -- who asked
  'mostWrites', 'writesLifetime' -- of the list of writes, the second in ms
}) -- then steps
local FIRST_STEP = 9
local held = holds(keys, given.fence)
if redis.call('EXISTS', keys.turn) == 0 or not holdsKind(keys.turn, 'hash') or not holdsKind(keys.steps, 'list') then
  return fields({held = 0, known = {}, claimed = 0})
end
local state = redis.call('HGET', keys.turn, 'state')
held = held and state ~= 'done' and state ~= 'dead'
local recorded, known, added = {}, {}, false
for _, step in ipairs(redis.call('LRANGE', keys.steps, 0, -1)) do
  recorded[nameOf(step) or ''] = step
end

-- Whether a step is the end of a call that was begun.
local function endsCall(name)
  local call = string.match(name, '^ended/(.*)$')
  return call and recorded['begun/' .. call]
end

-- Claims the call that waits for consent, unless it is another one or its time is over. If its steps are recorded, it was
-- claimed before.
local function claimCall()
  local waiting = redis.call('HMGET', keys.conversation, 'pending', 'pendingUntil', 'pendingMessage')
  if not waiting[1] or tokenOf(waiting[1]) ~= given.token or (tonumber(waiting[2]) or 0) <= clock() then
    return false
  end
  redis.call('HDEL', keys.conversation, 'pending', 'pendingUntil')
  if not messageOf(waiting[3], waiting[1]) then
    redis.call('HDEL', keys.conversation, 'pendingMessage')
  end
  return true
end

-- Adds a write to the list for operators when it begins, and again when it ends: its end may be lost.
local function note(name, shown)
  local kind, call = string.match(name, '^(%a+)(/.*)$')
  local tool, outcome = string.match(shown, '^(%S+) (%S+)$')
  redis.call('LPUSH', keys.writes, cjson.encode({
    call = given.id .. call, tool = tool or shown, outcome = kind == 'begun' and kind or outcome or '',
    at = string.format('%.0f', clock()), channel = given.channel, user = given.user
  }))
  redis.call('LTRIM', keys.writes, 0, given.mostWrites - 1)
  redis.call('PEXPIRE', keys.writes, given.writesLifetime)
end

if held and given.token ~= '' and not recorded[nameOf(ARGV[FIRST_STEP])] and not claimCall() then
  return fields({held = 1, known = {}, claimed = 0})
end
clear(keys.writes, 'list')
for i = FIRST_STEP, #ARGV do
  local step = ARGV[i]
  local name, shown = nameOf(step)
  if recorded[name] then
    known[#known + 1] = recorded[name]
  elseif held or endsCall(name) then
    redis.call('RPUSH', keys.steps, step)
    added = true
    if endsCall(name) or string.match(name, '^begun/') then
      note(name, shown)
    end
  end
end
if added and held then
  redis.call('PEXPIRE', keys.steps, given.lifetime)
  redis.call('HSET', keys.turn, 'steps', '1')
  if redis.call('HEXISTS', keys.turn, 'reason') == 0 then
    redis.call('HSET', keys.turn, 'attempts', '1')
  end
end
return fields({held = held and 1 or 0, known = known, claimed = 1})
