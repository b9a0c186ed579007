// Loaded before the function: its clock is ahead by as many milliseconds as the call says that comes in.
let ahead = Number(Deno.env.get('AHEAD'))
const realNow = Date.now
Date.now = () => realNow() + ahead

const serve = Deno.serve
Deno.serve = (options, handler) =>
  serve(options, (request) => {
    ahead = Number(request.headers.get('x-ahead') ?? ahead)
    return handler(request)
  })
