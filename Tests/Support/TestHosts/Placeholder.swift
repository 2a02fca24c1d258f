import CTestHosts
