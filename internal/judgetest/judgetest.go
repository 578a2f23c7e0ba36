// Package judgetest has the judges as Go tests: independent programs that look at the finished files from outside and
// share no code with us. In: examples/, rendered by the built binary. Out: a test report with one line a judge and
// file.
//
// They run when GONGBIAO_SHARED names the folder with the judges (.ci/run sets it) and are skipped otherwise; a
// missing tool is a skip, or a failure when GONGBIAO_JUDGES=required.
package judgetest
