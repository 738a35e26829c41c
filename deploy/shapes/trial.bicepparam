// What a trial needs at least: no second node of Redis, no traces.
using '../main.bicep'

param environmentName = 'parley'
param location = 'westeurope'
param redisHighAvailability = false
param traces = false
