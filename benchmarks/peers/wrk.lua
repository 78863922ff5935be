-- Asks for the addresses of a file in turn; prints what came of it as JSON.
local paths, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local errors = summary.errors
  local faults = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    'RESULT {"rate": %.2f, "p50": %.3f, "p99": %.3f, "faults": %d}\n',
    (summary.requests - errors.status) * 1e6 / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, faults))
end
