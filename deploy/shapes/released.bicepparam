// A released image: all in one deployment, and no registry.
using '../main.bicep'

param environmentName = 'parley'
param location = 'westeurope'
param image = readEnvironmentVariable('PARLEY_IMAGE', 'ghcr.io/owner/parley:1.0.0')
