// What Batch refuses of a call whatever it is about, and of the headers of files, as data.
import type { Rule } from './rules.ts'

const OLD = 'Thu, 01 Jan 1970 00:00:00 GMT'
const LATE = 'Fri, 01 Jan 2100 00:00:00 GMT'

const withHeaders = (
  rule: string,
  call: string,
  headers: Readonly<Record<string, string>>,
  answer: string,
): Rule => ({ rule, call, headers, answer })

const ofFile = (rule: string, headers: Readonly<Record<string, string>>, answer: string): Rule =>
  withHeaders(rule, 'GET /pools/pool1/nodes/NODE/files/startup%2Ffile.txt', headers, answer)

/** `startup/file.txt` of NODE has ten bytes. */
export const frame: readonly Rule[] = [
  ofFile('a part of a file is bytes', { 'ocp-range': 'lines=1-2' }, '400 InvalidHeaderValue'),
  ofFile('of two numbers', { 'ocp-range': 'bytes=a-b' }, '400 InvalidHeaderValue'),
  ofFile('the first of them before the last', { 'ocp-range': 'bytes=5-4' }, '416 InvalidRange'),
  ofFile('and within the file', { 'ocp-range': 'bytes=10-' }, '416 InvalidRange'),
  ofFile('a file is as old as is wanted', { 'if-unmodified-since': OLD }, '412 ConditionNotMet'),
  ofFile('or it is not sent', { 'if-modified-since': LATE }, '304'),
  ofFile('a condition is a time', { 'if-modified-since': 'soon' }, '400 InvalidHeaderValue'),
  withHeaders(
    'a tag is the present one',
    'POST /jobs/job1/terminate',
    { 'if-match': '0x1' },
    '412 ConditionNotMet',
  ),
  withHeaders('any other would do', 'GET /jobs/job1', { 'if-none-match': '*' }, '304'),
  withHeaders(
    'what changed since is not changed',
    'DELETE /jobs/job1',
    { 'if-unmodified-since': OLD },
    '412 ConditionNotMet',
  ),
  withHeaders(
    'conditions do not contradict each other',
    'GET /jobs/job1',
    { 'if-match': '0x1', 'if-none-match': '0x1' },
    '400 MultipleConditionHeadersNotSupported',
  ),
  {
    rule: 'a timeout is a number',
    call: 'GET /jobs?timeout=long',
    answer: '400 InvalidQueryParameterValue',
  },
  {
    rule: 'that is not negative',
    call: 'GET /jobs?timeout=-1',
    answer: '400 OutOfRangeQueryParameterValue',
  },
  {
    rule: 'an api-version is one of Batch',
    call: 'GET /jobs?api-version=2014-01-01',
    answer: '400 InvalidQueryParameterValue',
  },
  {
    rule: 'lists have their own order',
    call: 'GET /jobs?$orderby=id',
    answer: '400 UnsupportedQueryParameter',
  },
  {
    rule: 'they are filtered by what they tell',
    call: `GET /jobs?$filter=${encodeURIComponent("color eq 'red'")}`,
    answer: '400 InvalidQueryParameterValue',
  },
  {
    rule: 'in the ways that each has',
    call: `GET /jobs?$filter=${encodeURIComponent("state gt 'active'")}`,
    answer: '400 InvalidQueryParameterValue',
  },
  {
    rule: 'files by the beginning of their names',
    call: `GET /pools/pool1/nodes/NODE/files?$filter=${encodeURIComponent("name eq 'x'")}`,
    answer: '400 InvalidQueryParameterValue',
  },
  { rule: 'a path is one of Batch', call: 'GET /nothing', answer: '404 ResourceNotFound' },
  { rule: 'and a method one of the path', call: 'PUT /jobs', answer: '405 UnsupportedHttpVerb' },
  {
    rule: 'a member is known',
    call: 'POST /jobs',
    body: { id: 'new', poolInfo: { poolId: 'p' }, color: 'red' },
    answer: '400 InvalidRequestBody',
  },
  {
    rule: 'usage is of times that are over',
    call: 'GET /poolusagemetrics?starttime=2199-01-01T00:00:00Z&endtime=2199-01-02T00:00:00Z',
    answer: '400 OutOfRangeQueryParameterValue',
  },
]
