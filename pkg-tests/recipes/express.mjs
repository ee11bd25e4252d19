// Express: a packet that does not conform is refused, with the report as the answer.
import express from 'express';
import { check } from 'goitin';

/** Reads the body as bytes, so that places in the report are places in what was sent. */
const body = express.raw({ type: () => true, limit: '10mb' });

async function conforming(request, response, next) {
  const report = await check(request.body ?? '', { name: request.path.slice(1) });
  if (report.verdict !== 'conforms') return response.status(422).json(report);
  response.locals.report = report;
  return next();
}

export const app = express();

app.post(/.*/, body, conforming, (_request, response) => {
  // Here the packet is taken in: its bytes are request.body.
  response.json(response.locals.report);
});
