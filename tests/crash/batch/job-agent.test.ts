import { test } from 'node:test'
import { playStory } from '../../sdk/batch/job-story.ts'

test('a job comes to its end, though the agent that runs its nodes is killed within each part', (t) =>
  playStory(t, 'agent'))
