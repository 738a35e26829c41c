-- Renews leases. Shortens none.
-- KEYS: due and conversation of each lease. ARGV: how long a lease lasts, in ms; then conversation and fence of each lease
-- Returns the positions of the leases that another replica holds, counted from 1
local lease = tonumber(ARGV[1])

local function renew(keys, conversation, fence)
  if not holds(keys, fence) then
    return false
  end
  -- A start that may kill its replica holds its conversation for several leases: a renewal must not shorten that.
  local score = redis.call('ZSCORE', keys.due, conversation)
  if score and tonumber(score) < clock() + lease then
    redis.call('ZADD', keys.due, clock() + lease, conversation)
  end
  return true
end

local lost = {}
for place = 1, #KEYS / 2 do
  -- Unreadable keys of one conversation must not prevent the renewal of the others.
  local readable, held =
    pcall(renew, {due = KEYS[2 * place - 1], conversation = KEYS[2 * place]}, ARGV[2 * place], ARGV[2 * place + 1])
  if readable and not held then
    lost[#lost + 1] = place
  end
end
return lost
