import { test } from 'node:test'
import { playStory } from '../../sdk/batch/job-story.ts'

test('a job comes to its end, though the server is killed within each part', (t) =>
  playStory(t, 'server'))
