// Fastify: a packet that does not conform is refused, with the report as the answer.
import fastify from 'fastify';
import { check } from 'goitin';

export const app = fastify({ bodyLimit: 10 * 1024 * 1024 });

// Bodies stay bytes, so that places in the report are places in what was sent.
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

async function conforming(request, reply) {
  const report = await check(request.body ?? '', { name: request.url.slice(1) });
  if (report.verdict !== 'conforms') return reply.code(422).send(report);
  request.report = report;
}

app.decorateRequest('report', null);
app.post('/*', { preHandler: conforming }, async (request) => {
  // Here the packet is taken in: its bytes are request.body.
  return request.report;
});
