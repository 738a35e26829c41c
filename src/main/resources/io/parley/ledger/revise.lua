-- Changes what history holds of a message that its user has edited or deleted. Twice does no more than once.
-- KEYS  conversation, history
-- ARGV  fence, the message's id, the question as it reads now (empty: forget it, and its answer)
-- Returns 1, or 0 when another holds the conversation by now
local conversation, history = KEYS[1], KEYS[2]
local activity, question = ARGV[2], ARGV[3]
if not holds(conversation, ARGV[1]) then
  return 0
end

local place = 0
for _, element in ipairs(redis.call('LRANGE', history, 0, -1)) do
  -- Versions before noted no id: what they wrote stays.
  local readable, said = pcall(cjson.decode, element)
  local meant = readable and type(said) == 'table' and said.activity == activity
  if meant and question == '' then
    redis.call('LREM', history, 1, element)
  else
    if meant and said.role == 'user' then
      redis.call('LSET', history, place, question)
    end
    place = place + 1
  end
end
return 1
