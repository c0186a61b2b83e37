-- What a till sends: each request shows the next code of a file, under a name of its own.
--
--   wrk --threads 1 --script till.lua URL -- FILE FIRST COUNT RUN KEYS MORE
--
-- FILE has a code a line; COUNT of them from line FIRST on are shown, again from the first when all
-- were. RUN makes names differ between runs. KEYS take turns, with commas between. MORE is put behind the code in the body.
local codes, heads, turn, more = {}, {}, 0, nil

function init(arguments)
    local file, first, count = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
    local run, line = arguments[4], 0
    more = (arguments[6] or "") .. "}"
    for code in io.lines(file) do
        line = line + 1
        if line > first + count then break end
        if line > first then codes[#codes + 1] = code end
    end
    for key in arguments[5]:gmatch("[^,]+") do
        heads[#heads + 1] = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host
            .. "\r\nContent-Type: application/json\r\nAuthorization: Bearer " .. key
            .. "\r\nIdempotency-Key: " .. run .. "-"
    end
end

function request()
    local body = '{"voucher":"' .. codes[turn % #codes + 1] .. '"' .. more
    turn = turn + 1
    return heads[turn % #heads + 1] .. turn .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

-- One line that a program reads: answers, microseconds, those of them that were no success, what got
-- no answer, and the latencies that half and 99 % kept.
function done(summary, latency)
    -- An answer that is slow is an answer; the latencies tell of it.
    local lost = summary.errors.connect + summary.errors.read + summary.errors.write
    io.write(string.format(
        "till: %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status, lost,
        latency:percentile(50), latency:percentile(99)))
end
